target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="128" "stackrealign" {
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
  br label %next10
next10:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 9, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host, ptr null, i64 0)
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
  br label %end10
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
  br label %next11
next11:
  %t70 = load i64, ptr %countdown
  %t71 = sub i64 %t70, 1
  store i64 %t71, ptr %countdown
  %t72 = icmp slt i64 %t71, 0
  br i1 %t72, label %poll69, label %go69, !prof !1
poll69:
  %t73 = getelementptr i8, ptr %host, i64 24
  %t74 = load ptr, ptr %t73
  %t75 = call i64 %t74(ptr %host, ptr null, i64 -1)
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
  br label %end11
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
  %t103 = getelementptr i8, ptr %t96, i64 128
  call void @llvm.prefetch.p0(ptr %t103, i32 0, i32 3, i32 1)
  %t104 = getelementptr i8, ptr %t102, i64 128
  call void @llvm.prefetch.p0(ptr %t104, i32 0, i32 3, i32 1)
  %t105 = load <2 x double>, ptr %t96, align 8
  %t106 = load <2 x double>, ptr %t102, align 8
  %t107 = shufflevector <2 x double> %t105, <2 x double> %t106, <2 x i32> <i32 0, i32 2>
  %t108 = shufflevector <2 x double> %t105, <2 x double> %t106, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t107, ptr %v12.0
  store <2 x double> %t108, ptr %v13.0
  %t109 = load i64, ptr %v5
  %t110 = add i64 %t109, 0
  %t111 = load i64, ptr %v9
  %t112 = add i64 %t111, 3
  %t113 = load ptr, ptr %v0.data
  %t114 = add i64 %t110, 0
  %t115 = load i64, ptr %v0.dim1
  %t116 = mul i64 %t114, %t115
  %t117 = getelementptr double, ptr %t113, i64 %t116
  %t118 = add i64 %t112, 0
  %t119 = getelementptr double, ptr %t117, i64 %t118
  %t120 = add i64 %t110, 1
  %t121 = load i64, ptr %v0.dim1
  %t122 = mul i64 %t120, %t121
  %t123 = getelementptr double, ptr %t113, i64 %t122
  %t124 = add i64 %t112, 0
  %t125 = getelementptr double, ptr %t123, i64 %t124
  %t126 = getelementptr i8, ptr %t119, i64 128
  call void @llvm.prefetch.p0(ptr %t126, i32 0, i32 3, i32 1)
  %t127 = getelementptr i8, ptr %t125, i64 128
  call void @llvm.prefetch.p0(ptr %t127, i32 0, i32 3, i32 1)
  %t128 = load <2 x double>, ptr %t119, align 8
  %t129 = load <2 x double>, ptr %t125, align 8
  %t130 = shufflevector <2 x double> %t128, <2 x double> %t129, <2 x i32> <i32 0, i32 2>
  %t131 = shufflevector <2 x double> %t128, <2 x double> %t129, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t130, ptr %v14.0
  store <2 x double> %t131, ptr %v15.0
  %t132 = load i64, ptr %v5
  %t133 = add i64 %t132, 0
  %t134 = load i64, ptr %v9
  %t135 = add i64 %t134, 5
  %t136 = load ptr, ptr %v0.data
  %t137 = add i64 %t133, 0
  %t138 = load i64, ptr %v0.dim1
  %t139 = mul i64 %t137, %t138
  %t140 = getelementptr double, ptr %t136, i64 %t139
  %t141 = add i64 %t135, 0
  %t142 = getelementptr double, ptr %t140, i64 %t141
  %t143 = add i64 %t133, 1
  %t144 = load i64, ptr %v0.dim1
  %t145 = mul i64 %t143, %t144
  %t146 = getelementptr double, ptr %t136, i64 %t145
  %t147 = add i64 %t135, 0
  %t148 = getelementptr double, ptr %t146, i64 %t147
  %t149 = getelementptr i8, ptr %t142, i64 128
  call void @llvm.prefetch.p0(ptr %t149, i32 0, i32 3, i32 1)
  %t150 = getelementptr i8, ptr %t148, i64 128
  call void @llvm.prefetch.p0(ptr %t150, i32 0, i32 3, i32 1)
  %t151 = load <2 x double>, ptr %t142, align 8
  %t152 = load <2 x double>, ptr %t148, align 8
  %t153 = shufflevector <2 x double> %t151, <2 x double> %t152, <2 x i32> <i32 0, i32 2>
  %t154 = shufflevector <2 x double> %t151, <2 x double> %t152, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t153, ptr %v16.0
  store <2 x double> %t154, ptr %v17.0
  %t155 = load i64, ptr %v5
  %t156 = add i64 %t155, 0
  %t157 = load i64, ptr %v9
  %t158 = add i64 %t157, 7
  %t159 = load ptr, ptr %v0.data
  %t160 = add i64 %t156, 0
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t159, i64 %t162
  %t164 = add i64 %t158, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = add i64 %t156, 1
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = getelementptr double, ptr %t159, i64 %t168
  %t170 = add i64 %t158, 0
  %t171 = getelementptr double, ptr %t169, i64 %t170
  %t172 = getelementptr i8, ptr %t165, i64 128
  call void @llvm.prefetch.p0(ptr %t172, i32 0, i32 3, i32 1)
  %t173 = getelementptr i8, ptr %t171, i64 128
  call void @llvm.prefetch.p0(ptr %t173, i32 0, i32 3, i32 1)
  %t174 = load <2 x double>, ptr %t165, align 8
  %t175 = load <2 x double>, ptr %t171, align 8
  %t176 = shufflevector <2 x double> %t174, <2 x double> %t175, <2 x i32> <i32 0, i32 2>
  %t177 = shufflevector <2 x double> %t174, <2 x double> %t175, <2 x i32> <i32 1, i32 3>
  store <2 x double> %t176, ptr %v18.0
  store <2 x double> %t177, ptr %v19.0
  %t178 = load <2 x double>, ptr %v8.0
  %t179 = load <2 x double>, ptr %v12.0
  %t180 = fadd <2 x double> %t178, %t179
  store <2 x double> %t180, ptr %v21.0
  %t181 = load <2 x double>, ptr %v21.0
  %t182 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t181)
  %t183 = fcmp olt <2 x double> %t182, splat (double 0x7FF0000000000000)
  %t184 = sext <2 x i1> %t183 to <2 x i64>
  %t185 = xor <2 x i64> %t184, splat (i64 -1)
  %t186 = icmp slt <2 x i64> %t185, zeroinitializer
  %t187 = bitcast <2 x i1> %t186 to i2
  %t188 = icmp ne i2 %t187, 0
  %t189 = xor i1 %t188, true
  br i1 %t189, label %good190, label %fail, !prof !0
good190:
  %t191 = load <2 x double>, ptr %v21.0
  store <2 x double> %t191, ptr %v8.0
  %t192 = load <2 x double>, ptr %v21.0
  %t193 = load <2 x double>, ptr %v13.0
  %t194 = fadd <2 x double> %t192, %t193
  store <2 x double> %t194, ptr %v21.0
  %t195 = load <2 x double>, ptr %v21.0
  %t196 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t195)
  %t197 = fcmp olt <2 x double> %t196, splat (double 0x7FF0000000000000)
  %t198 = sext <2 x i1> %t197 to <2 x i64>
  %t199 = xor <2 x i64> %t198, splat (i64 -1)
  %t200 = icmp slt <2 x i64> %t199, zeroinitializer
  %t201 = bitcast <2 x i1> %t200 to i2
  %t202 = icmp ne i2 %t201, 0
  %t203 = xor i1 %t202, true
  br i1 %t203, label %good204, label %fail, !prof !0
good204:
  %t205 = load <2 x double>, ptr %v21.0
  store <2 x double> %t205, ptr %v8.0
  %t206 = load <2 x double>, ptr %v21.0
  %t207 = load <2 x double>, ptr %v14.0
  %t208 = fadd <2 x double> %t206, %t207
  store <2 x double> %t208, ptr %v21.0
  %t209 = load <2 x double>, ptr %v21.0
  %t210 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t209)
  %t211 = fcmp olt <2 x double> %t210, splat (double 0x7FF0000000000000)
  %t212 = sext <2 x i1> %t211 to <2 x i64>
  %t213 = xor <2 x i64> %t212, splat (i64 -1)
  %t214 = icmp slt <2 x i64> %t213, zeroinitializer
  %t215 = bitcast <2 x i1> %t214 to i2
  %t216 = icmp ne i2 %t215, 0
  %t217 = xor i1 %t216, true
  br i1 %t217, label %good218, label %fail, !prof !0
good218:
  %t219 = load <2 x double>, ptr %v21.0
  store <2 x double> %t219, ptr %v8.0
  %t220 = load <2 x double>, ptr %v21.0
  %t221 = load <2 x double>, ptr %v15.0
  %t222 = fadd <2 x double> %t220, %t221
  store <2 x double> %t222, ptr %v21.0
  %t223 = load <2 x double>, ptr %v21.0
  %t224 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t223)
  %t225 = fcmp olt <2 x double> %t224, splat (double 0x7FF0000000000000)
  %t226 = sext <2 x i1> %t225 to <2 x i64>
  %t227 = xor <2 x i64> %t226, splat (i64 -1)
  %t228 = icmp slt <2 x i64> %t227, zeroinitializer
  %t229 = bitcast <2 x i1> %t228 to i2
  %t230 = icmp ne i2 %t229, 0
  %t231 = xor i1 %t230, true
  br i1 %t231, label %good232, label %fail, !prof !0
good232:
  %t233 = load <2 x double>, ptr %v21.0
  store <2 x double> %t233, ptr %v8.0
  %t234 = load <2 x double>, ptr %v21.0
  %t235 = load <2 x double>, ptr %v16.0
  %t236 = fadd <2 x double> %t234, %t235
  store <2 x double> %t236, ptr %v21.0
  %t237 = load <2 x double>, ptr %v21.0
  %t238 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t237)
  %t239 = fcmp olt <2 x double> %t238, splat (double 0x7FF0000000000000)
  %t240 = sext <2 x i1> %t239 to <2 x i64>
  %t241 = xor <2 x i64> %t240, splat (i64 -1)
  %t242 = icmp slt <2 x i64> %t241, zeroinitializer
  %t243 = bitcast <2 x i1> %t242 to i2
  %t244 = icmp ne i2 %t243, 0
  %t245 = xor i1 %t244, true
  br i1 %t245, label %good246, label %fail, !prof !0
good246:
  %t247 = load <2 x double>, ptr %v21.0
  store <2 x double> %t247, ptr %v8.0
  %t248 = load <2 x double>, ptr %v21.0
  %t249 = load <2 x double>, ptr %v17.0
  %t250 = fadd <2 x double> %t248, %t249
  store <2 x double> %t250, ptr %v21.0
  %t251 = load <2 x double>, ptr %v21.0
  %t252 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t251)
  %t253 = fcmp olt <2 x double> %t252, splat (double 0x7FF0000000000000)
  %t254 = sext <2 x i1> %t253 to <2 x i64>
  %t255 = xor <2 x i64> %t254, splat (i64 -1)
  %t256 = icmp slt <2 x i64> %t255, zeroinitializer
  %t257 = bitcast <2 x i1> %t256 to i2
  %t258 = icmp ne i2 %t257, 0
  %t259 = xor i1 %t258, true
  br i1 %t259, label %good260, label %fail, !prof !0
good260:
  %t261 = load <2 x double>, ptr %v21.0
  store <2 x double> %t261, ptr %v8.0
  %t262 = load <2 x double>, ptr %v21.0
  %t263 = load <2 x double>, ptr %v18.0
  %t264 = fadd <2 x double> %t262, %t263
  store <2 x double> %t264, ptr %v21.0
  %t265 = load <2 x double>, ptr %v21.0
  %t266 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t265)
  %t267 = fcmp olt <2 x double> %t266, splat (double 0x7FF0000000000000)
  %t268 = sext <2 x i1> %t267 to <2 x i64>
  %t269 = xor <2 x i64> %t268, splat (i64 -1)
  %t270 = icmp slt <2 x i64> %t269, zeroinitializer
  %t271 = bitcast <2 x i1> %t270 to i2
  %t272 = icmp ne i2 %t271, 0
  %t273 = xor i1 %t272, true
  br i1 %t273, label %good274, label %fail, !prof !0
good274:
  %t275 = load <2 x double>, ptr %v21.0
  store <2 x double> %t275, ptr %v8.0
  %t276 = load <2 x double>, ptr %v21.0
  %t277 = load <2 x double>, ptr %v19.0
  %t278 = fadd <2 x double> %t276, %t277
  store <2 x double> %t278, ptr %v21.0
  %t279 = load <2 x double>, ptr %v21.0
  %t280 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t279)
  %t281 = fcmp olt <2 x double> %t280, splat (double 0x7FF0000000000000)
  %t282 = sext <2 x i1> %t281 to <2 x i64>
  %t283 = xor <2 x i64> %t282, splat (i64 -1)
  %t284 = icmp slt <2 x i64> %t283, zeroinitializer
  %t285 = bitcast <2 x i1> %t284 to i2
  %t286 = icmp ne i2 %t285, 0
  %t287 = xor i1 %t286, true
  br i1 %t287, label %good288, label %fail, !prof !0
good288:
  %t289 = load <2 x double>, ptr %v21.0
  store <2 x double> %t289, ptr %v8.0
  %t290 = load i64, ptr %v9
  %t291 = add i64 %t290, 8
  store i64 %t291, ptr %v9
  br label %next11
end11:
  br label %next8
next8:
  %t293 = load i64, ptr %countdown
  %t294 = sub i64 %t293, 1
  store i64 %t294, ptr %countdown
  %t295 = icmp slt i64 %t294, 0
  br i1 %t295, label %poll292, label %go292, !prof !1
poll292:
  %t296 = getelementptr i8, ptr %host, i64 24
  %t297 = load ptr, ptr %t296
  %t298 = call i64 %t297(ptr %host, ptr null, i64 -1)
  %t299 = getelementptr i8, ptr %host, i64 16
  %t300 = load i64, ptr %t299
  store i64 %t300, ptr %countdown
  %t301 = icmp ne i64 %t298, 0
  br i1 %t301, label %fail, label %go292, !prof !1
go292:
  %t302 = load i64, ptr %v9
  %t303 = load i64, ptr %v1
  %t304 = add i64 %t303, -1
  %t305 = call i64 @llvm.smax.i64(i64 %t304, i64 0)
  %t306 = icmp sge i64 %t302, %t305
  br i1 %t306, label %then307, label %done307, !prof !1
then307:
  br label %end8
done307:
  %t308 = load i64, ptr %v5
  %t309 = add i64 %t308, 0
  %t310 = load i64, ptr %v9
  %t311 = add i64 %t310, 1
  %t312 = load ptr, ptr %v0.data
  %t313 = add i64 %t309, 0
  %t314 = load i64, ptr %v0.dim1
  %t315 = mul i64 %t313, %t314
  %t316 = getelementptr double, ptr %t312, i64 %t315
  %t317 = add i64 %t311, 0
  %t318 = getelementptr double, ptr %t316, i64 %t317
  %t319 = add i64 %t309, 1
  %t320 = load i64, ptr %v0.dim1
  %t321 = mul i64 %t319, %t320
  %t322 = getelementptr double, ptr %t312, i64 %t321
  %t323 = add i64 %t311, 0
  %t324 = getelementptr double, ptr %t322, i64 %t323
  %t325 = load double, ptr %t318, align 8
  %t326 = insertelement <2 x double> poison, double %t325, i64 0
  %t327 = load double, ptr %t324, align 8
  %t328 = insertelement <2 x double> %t326, double %t327, i64 1
  store <2 x double> %t328, ptr %v22.0
  %t329 = load <2 x double>, ptr %v8.0
  %t330 = load <2 x double>, ptr %v22.0
  %t331 = fadd <2 x double> %t329, %t330
  store <2 x double> %t331, ptr %v21.0
  %t332 = load <2 x double>, ptr %v21.0
  %t333 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t332)
  %t334 = fcmp olt <2 x double> %t333, splat (double 0x7FF0000000000000)
  %t335 = sext <2 x i1> %t334 to <2 x i64>
  %t336 = xor <2 x i64> %t335, splat (i64 -1)
  %t337 = icmp slt <2 x i64> %t336, zeroinitializer
  %t338 = bitcast <2 x i1> %t337 to i2
  %t339 = icmp ne i2 %t338, 0
  %t340 = xor i1 %t339, true
  br i1 %t340, label %good341, label %fail, !prof !0
good341:
  %t342 = load <2 x double>, ptr %v21.0
  store <2 x double> %t342, ptr %v8.0
  %t343 = load i64, ptr %v9
  %t344 = add i64 %t343, 1
  store i64 %t344, ptr %v9
  br label %next8
end8:
  br label %end9
end9:
  %t345 = load <2 x double>, ptr %v8.0
  %t346 = load i64, ptr %v5
  %t347 = add i64 %t346, 0
  %t348 = add i64 %t347, 0
  %t349 = load ptr, ptr %v2.data
  %t350 = getelementptr double, ptr %t349, i64 %t348
  store <2 x double> %t345, ptr %t350, align 8
  %t351 = load i64, ptr %v5
  %t352 = add i64 %t351, 2
  store i64 %t352, ptr %v5
  br label %next10
end10:
  %t353 = load i64, ptr %v5
  ret i64 %t353
fail:
  %t354 = load i64, ptr %exit_id
  switch i64 %t354, label %nowhere [ i64 9, label %exit9 ]
nowhere:
  unreachable
exit9:
  %t355 = load i64, ptr %s5
  ret i64 %t355
}

declare double @llvm.fabs.f64(double) nounwind
declare <2 x double> @llvm.fabs.v2f64(<2 x double>) nounwind
declare void @llvm.prefetch.p0(ptr, i32, i32, i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
