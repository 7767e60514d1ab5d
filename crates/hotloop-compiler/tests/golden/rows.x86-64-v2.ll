target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <2 x double>
  %v7.0 = alloca <2 x double>
  %v8.0 = alloca <2 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x double>
  %v14.0 = alloca <2 x double>
  %v15.0 = alloca <2 x double>
  %v16.0 = alloca <2 x double>
  %v17.0 = alloca <2 x double>
  %v18.0 = alloca <2 x double>
  %v19.0 = alloca <2 x double>
  %v20.0 = alloca <2 x double>
  %v21.0 = alloca <2 x double>
  %v22.0 = alloca <2 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 2
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = load ptr, ptr %v0.data
  %t44 = add i64 %t42, 0
  %t45 = load i64, ptr %v0.dim1
  %t46 = mul i64 %t44, %t45
  %t47 = getelementptr double, ptr %t43, i64 %t46
  %t48 = add i64 0, 0
  %t49 = getelementptr double, ptr %t47, i64 %t48
  %t50 = add i64 %t42, 1
  %t51 = load i64, ptr %v0.dim1
  %t52 = mul i64 %t50, %t51
  %t53 = getelementptr double, ptr %t43, i64 %t52
  %t54 = add i64 0, 0
  %t55 = getelementptr double, ptr %t53, i64 %t54
  %t56 = load double, ptr %t49, align 8
  %t57 = insertelement <2 x double> poison, double %t56, i64 0
  %t58 = load double, ptr %t55, align 8
  %t59 = insertelement <2 x double> %t57, double %t58, i64 1
  store <2 x double> %t59, ptr %v6.0
  %t60 = load <2 x double>, ptr %v6.0
  store <2 x double> %t60, ptr %v8.0
  store i64 0, ptr %v9
  %t61 = load i64, ptr %v1
  %t62 = add i64 %t61, -1
  %t63 = call i64 @llvm.smax.i64(i64 %t62, i64 0)
  %t64 = icmp sle i64 %t63, 0
  %t65 = load i64, ptr %v0.dim1
  %t66 = icmp slt i64 %t63, %t65
  %t67 = or i1 %t64, %t66
  br i1 %t67, label %good68, label %fail, !prof !0
good68:
  store i64 0, ptr %v9
  br label %next5
next5:
  %t70 = load i64, ptr %countdown
  %t71 = sub i64 %t70, 1
  store i64 %t71, ptr %countdown
  %t72 = icmp slt i64 %t71, 0
  br i1 %t72, label %poll69, label %go69, !prof !1
poll69:
  %t73 = getelementptr i8, ptr %host, i64 24
  %t74 = load ptr, ptr %t73
  %t75 = call i64 %t74(ptr %host)
  %t76 = getelementptr i8, ptr %host, i64 16
  %t77 = load i64, ptr %t76
  store i64 %t77, ptr %countdown
  %t78 = icmp ne i64 %t75, 0
  br i1 %t78, label %fail, label %go69, !prof !1
go69:
  %t79 = load i64, ptr %v9
  %t80 = add i64 %t79, 8
  %t81 = load i64, ptr %v1
  %t82 = add i64 %t81, -1
  %t83 = call i64 @llvm.smax.i64(i64 %t82, i64 0)
  %t84 = icmp sgt i64 %t80, %t83
  br i1 %t84, label %then85, label %done85, !prof !1
then85:
  br label %end5
done85:
  %t86 = load i64, ptr %v5
  %t87 = add i64 %t86, 0
  %t88 = load i64, ptr %v9
  %t89 = add i64 %t88, 1
  %t90 = load ptr, ptr %v0.data
  %t91 = add i64 %t87, 0
  %t92 = load i64, ptr %v0.dim1
  %t93 = mul i64 %t91, %t92
  %t94 = getelementptr double, ptr %t90, i64 %t93
  %t95 = add i64 %t89, 0
  %t96 = getelementptr double, ptr %t94, i64 %t95
  %t97 = add i64 %t87, 1
  %t98 = load i64, ptr %v0.dim1
  %t99 = mul i64 %t97, %t98
  %t100 = getelementptr double, ptr %t90, i64 %t99
  %t101 = add i64 %t89, 0
  %t102 = getelementptr double, ptr %t100, i64 %t101
  %t103 = load <2 x double>, ptr %t96, align 8
  %t104 = load <2 x double>, ptr %t102, align 8
  %t105 = shufflevector <2 x double> %t103, <2 x double> %t104, <2 x i32> <i32 0, i32 2>
  %t106 = shufflevector <2 x double> %t103, <2 x double> %t104, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t105, ptr %v12.0
  store <2 x double> %t106, ptr %v13.0
  %t107 = load i64, ptr %v5
  %t108 = add i64 %t107, 0
  %t109 = load i64, ptr %v9
  %t110 = add i64 %t109, 3
  %t111 = load ptr, ptr %v0.data
  %t112 = add i64 %t108, 0
  %t113 = load i64, ptr %v0.dim1
  %t114 = mul i64 %t112, %t113
  %t115 = getelementptr double, ptr %t111, i64 %t114
  %t116 = add i64 %t110, 0
  %t117 = getelementptr double, ptr %t115, i64 %t116
  %t118 = add i64 %t108, 1
  %t119 = load i64, ptr %v0.dim1
  %t120 = mul i64 %t118, %t119
  %t121 = getelementptr double, ptr %t111, i64 %t120
  %t122 = add i64 %t110, 0
  %t123 = getelementptr double, ptr %t121, i64 %t122
  %t124 = load <2 x double>, ptr %t117, align 8
  %t125 = load <2 x double>, ptr %t123, align 8
  %t126 = shufflevector <2 x double> %t124, <2 x double> %t125, <2 x i32> <i32 0, i32 2>
  %t127 = shufflevector <2 x double> %t124, <2 x double> %t125, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t126, ptr %v14.0
  store <2 x double> %t127, ptr %v15.0
  %t128 = load i64, ptr %v5
  %t129 = add i64 %t128, 0
  %t130 = load i64, ptr %v9
  %t131 = add i64 %t130, 5
  %t132 = load ptr, ptr %v0.data
  %t133 = add i64 %t129, 0
  %t134 = load i64, ptr %v0.dim1
  %t135 = mul i64 %t133, %t134
  %t136 = getelementptr double, ptr %t132, i64 %t135
  %t137 = add i64 %t131, 0
  %t138 = getelementptr double, ptr %t136, i64 %t137
  %t139 = add i64 %t129, 1
  %t140 = load i64, ptr %v0.dim1
  %t141 = mul i64 %t139, %t140
  %t142 = getelementptr double, ptr %t132, i64 %t141
  %t143 = add i64 %t131, 0
  %t144 = getelementptr double, ptr %t142, i64 %t143
  %t145 = load <2 x double>, ptr %t138, align 8
  %t146 = load <2 x double>, ptr %t144, align 8
  %t147 = shufflevector <2 x double> %t145, <2 x double> %t146, <2 x i32> <i32 0, i32 2>
  %t148 = shufflevector <2 x double> %t145, <2 x double> %t146, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t147, ptr %v16.0
  store <2 x double> %t148, ptr %v17.0
  %t149 = load i64, ptr %v5
  %t150 = add i64 %t149, 0
  %t151 = load i64, ptr %v9
  %t152 = add i64 %t151, 7
  %t153 = load ptr, ptr %v0.data
  %t154 = add i64 %t150, 0
  %t155 = load i64, ptr %v0.dim1
  %t156 = mul i64 %t154, %t155
  %t157 = getelementptr double, ptr %t153, i64 %t156
  %t158 = add i64 %t152, 0
  %t159 = getelementptr double, ptr %t157, i64 %t158
  %t160 = add i64 %t150, 1
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t153, i64 %t162
  %t164 = add i64 %t152, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = load <2 x double>, ptr %t159, align 8
  %t167 = load <2 x double>, ptr %t165, align 8
  %t168 = shufflevector <2 x double> %t166, <2 x double> %t167, <2 x i32> <i32 0, i32 2>
  %t169 = shufflevector <2 x double> %t166, <2 x double> %t167, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t168, ptr %v18.0
  store <2 x double> %t169, ptr %v19.0
  %t170 = load <2 x double>, ptr %v8.0
  %t171 = load <2 x double>, ptr %v12.0
  %t172 = fadd <2 x double> %t170, %t171
  store <2 x double> %t172, ptr %v21.0
  %t173 = load <2 x double>, ptr %v21.0
  %t174 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t173)
  %t175 = fcmp olt <2 x double> %t174, splat (double 0x7FF0000000000000)
  %t176 = sext <2 x i1> %t175 to <2 x i64>
  %t177 = xor <2 x i64> %t176, splat (i64 -1)
  %t178 = icmp slt <2 x i64> %t177, zeroinitializer
  %t179 = bitcast <2 x i1> %t178 to i2
  %t180 = icmp ne i2 %t179, 0
  %t181 = xor i1 %t180, true
  br i1 %t181, label %good182, label %fail, !prof !0
good182:
  %t183 = load <2 x double>, ptr %v21.0
  store <2 x double> %t183, ptr %v8.0
  %t184 = load <2 x double>, ptr %v21.0
  %t185 = load <2 x double>, ptr %v13.0
  %t186 = fadd <2 x double> %t184, %t185
  store <2 x double> %t186, ptr %v21.0
  %t187 = load <2 x double>, ptr %v21.0
  %t188 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t187)
  %t189 = fcmp olt <2 x double> %t188, splat (double 0x7FF0000000000000)
  %t190 = sext <2 x i1> %t189 to <2 x i64>
  %t191 = xor <2 x i64> %t190, splat (i64 -1)
  %t192 = icmp slt <2 x i64> %t191, zeroinitializer
  %t193 = bitcast <2 x i1> %t192 to i2
  %t194 = icmp ne i2 %t193, 0
  %t195 = xor i1 %t194, true
  br i1 %t195, label %good196, label %fail, !prof !0
good196:
  %t197 = load <2 x double>, ptr %v21.0
  store <2 x double> %t197, ptr %v8.0
  %t198 = load <2 x double>, ptr %v21.0
  %t199 = load <2 x double>, ptr %v14.0
  %t200 = fadd <2 x double> %t198, %t199
  store <2 x double> %t200, ptr %v21.0
  %t201 = load <2 x double>, ptr %v21.0
  %t202 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t201)
  %t203 = fcmp olt <2 x double> %t202, splat (double 0x7FF0000000000000)
  %t204 = sext <2 x i1> %t203 to <2 x i64>
  %t205 = xor <2 x i64> %t204, splat (i64 -1)
  %t206 = icmp slt <2 x i64> %t205, zeroinitializer
  %t207 = bitcast <2 x i1> %t206 to i2
  %t208 = icmp ne i2 %t207, 0
  %t209 = xor i1 %t208, true
  br i1 %t209, label %good210, label %fail, !prof !0
good210:
  %t211 = load <2 x double>, ptr %v21.0
  store <2 x double> %t211, ptr %v8.0
  %t212 = load <2 x double>, ptr %v21.0
  %t213 = load <2 x double>, ptr %v15.0
  %t214 = fadd <2 x double> %t212, %t213
  store <2 x double> %t214, ptr %v21.0
  %t215 = load <2 x double>, ptr %v21.0
  %t216 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t215)
  %t217 = fcmp olt <2 x double> %t216, splat (double 0x7FF0000000000000)
  %t218 = sext <2 x i1> %t217 to <2 x i64>
  %t219 = xor <2 x i64> %t218, splat (i64 -1)
  %t220 = icmp slt <2 x i64> %t219, zeroinitializer
  %t221 = bitcast <2 x i1> %t220 to i2
  %t222 = icmp ne i2 %t221, 0
  %t223 = xor i1 %t222, true
  br i1 %t223, label %good224, label %fail, !prof !0
good224:
  %t225 = load <2 x double>, ptr %v21.0
  store <2 x double> %t225, ptr %v8.0
  %t226 = load <2 x double>, ptr %v21.0
  %t227 = load <2 x double>, ptr %v16.0
  %t228 = fadd <2 x double> %t226, %t227
  store <2 x double> %t228, ptr %v21.0
  %t229 = load <2 x double>, ptr %v21.0
  %t230 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t229)
  %t231 = fcmp olt <2 x double> %t230, splat (double 0x7FF0000000000000)
  %t232 = sext <2 x i1> %t231 to <2 x i64>
  %t233 = xor <2 x i64> %t232, splat (i64 -1)
  %t234 = icmp slt <2 x i64> %t233, zeroinitializer
  %t235 = bitcast <2 x i1> %t234 to i2
  %t236 = icmp ne i2 %t235, 0
  %t237 = xor i1 %t236, true
  br i1 %t237, label %good238, label %fail, !prof !0
good238:
  %t239 = load <2 x double>, ptr %v21.0
  store <2 x double> %t239, ptr %v8.0
  %t240 = load <2 x double>, ptr %v21.0
  %t241 = load <2 x double>, ptr %v17.0
  %t242 = fadd <2 x double> %t240, %t241
  store <2 x double> %t242, ptr %v21.0
  %t243 = load <2 x double>, ptr %v21.0
  %t244 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t243)
  %t245 = fcmp olt <2 x double> %t244, splat (double 0x7FF0000000000000)
  %t246 = sext <2 x i1> %t245 to <2 x i64>
  %t247 = xor <2 x i64> %t246, splat (i64 -1)
  %t248 = icmp slt <2 x i64> %t247, zeroinitializer
  %t249 = bitcast <2 x i1> %t248 to i2
  %t250 = icmp ne i2 %t249, 0
  %t251 = xor i1 %t250, true
  br i1 %t251, label %good252, label %fail, !prof !0
good252:
  %t253 = load <2 x double>, ptr %v21.0
  store <2 x double> %t253, ptr %v8.0
  %t254 = load <2 x double>, ptr %v21.0
  %t255 = load <2 x double>, ptr %v18.0
  %t256 = fadd <2 x double> %t254, %t255
  store <2 x double> %t256, ptr %v21.0
  %t257 = load <2 x double>, ptr %v21.0
  %t258 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t257)
  %t259 = fcmp olt <2 x double> %t258, splat (double 0x7FF0000000000000)
  %t260 = sext <2 x i1> %t259 to <2 x i64>
  %t261 = xor <2 x i64> %t260, splat (i64 -1)
  %t262 = icmp slt <2 x i64> %t261, zeroinitializer
  %t263 = bitcast <2 x i1> %t262 to i2
  %t264 = icmp ne i2 %t263, 0
  %t265 = xor i1 %t264, true
  br i1 %t265, label %good266, label %fail, !prof !0
good266:
  %t267 = load <2 x double>, ptr %v21.0
  store <2 x double> %t267, ptr %v8.0
  %t268 = load <2 x double>, ptr %v21.0
  %t269 = load <2 x double>, ptr %v19.0
  %t270 = fadd <2 x double> %t268, %t269
  store <2 x double> %t270, ptr %v21.0
  %t271 = load <2 x double>, ptr %v21.0
  %t272 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t271)
  %t273 = fcmp olt <2 x double> %t272, splat (double 0x7FF0000000000000)
  %t274 = sext <2 x i1> %t273 to <2 x i64>
  %t275 = xor <2 x i64> %t274, splat (i64 -1)
  %t276 = icmp slt <2 x i64> %t275, zeroinitializer
  %t277 = bitcast <2 x i1> %t276 to i2
  %t278 = icmp ne i2 %t277, 0
  %t279 = xor i1 %t278, true
  br i1 %t279, label %good280, label %fail, !prof !0
good280:
  %t281 = load <2 x double>, ptr %v21.0
  store <2 x double> %t281, ptr %v8.0
  %t282 = load i64, ptr %v9
  %t283 = add i64 %t282, 8
  store i64 %t283, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t285 = load i64, ptr %countdown
  %t286 = sub i64 %t285, 1
  store i64 %t286, ptr %countdown
  %t287 = icmp slt i64 %t286, 0
  br i1 %t287, label %poll284, label %go284, !prof !1
poll284:
  %t288 = getelementptr i8, ptr %host, i64 24
  %t289 = load ptr, ptr %t288
  %t290 = call i64 %t289(ptr %host)
  %t291 = getelementptr i8, ptr %host, i64 16
  %t292 = load i64, ptr %t291
  store i64 %t292, ptr %countdown
  %t293 = icmp ne i64 %t290, 0
  br i1 %t293, label %fail, label %go284, !prof !1
go284:
  %t294 = load i64, ptr %v9
  %t295 = load i64, ptr %v1
  %t296 = add i64 %t295, -1
  %t297 = call i64 @llvm.smax.i64(i64 %t296, i64 0)
  %t298 = icmp sge i64 %t294, %t297
  br i1 %t298, label %then299, label %done299, !prof !1
then299:
  br label %end3
done299:
  %t300 = load i64, ptr %v5
  %t301 = add i64 %t300, 0
  %t302 = load i64, ptr %v9
  %t303 = add i64 %t302, 1
  %t304 = load ptr, ptr %v0.data
  %t305 = add i64 %t301, 0
  %t306 = load i64, ptr %v0.dim1
  %t307 = mul i64 %t305, %t306
  %t308 = getelementptr double, ptr %t304, i64 %t307
  %t309 = add i64 %t303, 0
  %t310 = getelementptr double, ptr %t308, i64 %t309
  %t311 = add i64 %t301, 1
  %t312 = load i64, ptr %v0.dim1
  %t313 = mul i64 %t311, %t312
  %t314 = getelementptr double, ptr %t304, i64 %t313
  %t315 = add i64 %t303, 0
  %t316 = getelementptr double, ptr %t314, i64 %t315
  %t317 = load double, ptr %t310, align 8
  %t318 = insertelement <2 x double> poison, double %t317, i64 0
  %t319 = load double, ptr %t316, align 8
  %t320 = insertelement <2 x double> %t318, double %t319, i64 1
  store <2 x double> %t320, ptr %v22.0
  %t321 = load <2 x double>, ptr %v8.0
  %t322 = load <2 x double>, ptr %v22.0
  %t323 = fadd <2 x double> %t321, %t322
  store <2 x double> %t323, ptr %v21.0
  %t324 = load <2 x double>, ptr %v21.0
  %t325 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t324)
  %t326 = fcmp olt <2 x double> %t325, splat (double 0x7FF0000000000000)
  %t327 = sext <2 x i1> %t326 to <2 x i64>
  %t328 = xor <2 x i64> %t327, splat (i64 -1)
  %t329 = icmp slt <2 x i64> %t328, zeroinitializer
  %t330 = bitcast <2 x i1> %t329 to i2
  %t331 = icmp ne i2 %t330, 0
  %t332 = xor i1 %t331, true
  br i1 %t332, label %good333, label %fail, !prof !0
good333:
  %t334 = load <2 x double>, ptr %v21.0
  store <2 x double> %t334, ptr %v8.0
  %t335 = load i64, ptr %v9
  %t336 = add i64 %t335, 1
  store i64 %t336, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t337 = load <2 x double>, ptr %v8.0
  %t338 = load i64, ptr %v5
  %t339 = add i64 %t338, 0
  %t340 = add i64 %t339, 0
  %t341 = load ptr, ptr %v2.data
  %t342 = getelementptr double, ptr %t341, i64 %t340
  store <2 x double> %t337, ptr %t342, align 8
  %t343 = load i64, ptr %v5
  %t344 = add i64 %t343, 2
  store i64 %t344, ptr %v5
  br label %next4
end4:
  %t345 = load i64, ptr %v5
  ret i64 %t345
fail:
  %t346 = load i64, ptr %exit_id
  switch i64 %t346, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t347 = load i64, ptr %s5
  ret i64 %t347
}

declare double @llvm.fabs.f64(double) nounwind
declare <2 x double> @llvm.fabs.v2f64(<2 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
