target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" {
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
  %v6.0 = alloca <2 x i64>
  %v7.0 = alloca <2 x i64>
  %v8.0 = alloca <2 x i64>
  %v9.0 = alloca <2 x i64>
  %v10.0 = alloca <2 x i64>
  %v11.0 = alloca <2 x i64>
  %v12.0 = alloca <2 x double>
  %v13.0 = alloca <2 x double>
  %v14.0 = alloca <2 x double>
  %v15.0 = alloca <2 x i64>
  %v16.0 = alloca <2 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <2 x i64>
  %v19.0 = alloca <2 x i64>
  %v20.0 = alloca <2 x double>
  %v21.0 = alloca <2 x i64>
  %v22.0 = alloca <2 x i64>
  %v23 = alloca i64
  %v24.0 = alloca <2 x i64>
  %v25.0 = alloca <2 x i64>
  %v26.0 = alloca <2 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
  %elsewhere = alloca [2 x i64]
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
  store <2 x i64> splat (i64 0), ptr %v6.0
  store <2 x i64> splat (i64 0), ptr %v11.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <2 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <2 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <2 x i64> splat (i64 0), ptr %v7.0
  store <2 x i64> splat (i64 0), ptr %v8.0
  br label %next4
next4:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
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
  %t36 = load <2 x i64>, ptr %v8.0
  %t37 = load <2 x i64>, ptr %v7.0
  %t38 = xor <2 x i64> %t37, splat (i64 -1)
  %t39 = and <2 x i64> %t36, %t38
  store <2 x i64> %t39, ptr %v9.0
  %t40 = load <2 x i64>, ptr %v9.0
  %t41 = icmp slt <2 x i64> %t40, zeroinitializer
  %t42 = bitcast <2 x i1> %t41 to i2
  %t43 = icmp ne i2 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <2 x i64>, ptr %v9.0
  %t46 = load <2 x i64>, ptr %v15.0
  %t47 = load <2 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <2 x i64> %t47
  %t50 = icmp slt <2 x i64> %t45, zeroinitializer
  %t51 = insertelement <2 x ptr> poison, ptr %elsewhere, i64 0
  %t52 = shufflevector <2 x ptr> %t51, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t53 = select <2 x i1> %t50, <2 x ptr> %t49, <2 x ptr> %t52
  %t54 = extractelement <2 x ptr> %t53, i64 0
  %t55 = extractelement <2 x i64> %t46, i64 0
  %t56 = getelementptr double, ptr %t54, i64 0
  store i64 %t55, ptr %t56, align 8
  %t57 = extractelement <2 x ptr> %t53, i64 1
  %t58 = extractelement <2 x i64> %t46, i64 1
  %t59 = getelementptr double, ptr %t57, i64 0
  store i64 %t58, ptr %t59, align 8
  br label %done44
done44:
  %t60 = load <2 x i64>, ptr %v7.0
  %t61 = xor <2 x i64> %t60, splat (i64 -1)
  %t62 = load i64, ptr %v5
  %t63 = insertelement <2 x i64> poison, i64 %t62, i64 0
  %t64 = shufflevector <2 x i64> %t63, <2 x i64> poison, <2 x i32> zeroinitializer
  %t65 = icmp slt <2 x i64> %t61, zeroinitializer
  %t66 = zext <2 x i1> %t65 to <2 x i64>
  %t67 = shufflevector <2 x i64> %t66, <2 x i64> zeroinitializer, <2 x i32> <i32 2, i32 0>
  %t68 = add <2 x i64> %t66, %t67
  %t69 = sub <2 x i64> %t68, %t66
  %t70 = insertelement <2 x i64> poison, i64 0, i64 0
  %t71 = shufflevector <2 x i64> %t70, <2 x i64> poison, <2 x i32> zeroinitializer
  %t72 = add <2 x i64> %t69, %t71
  %t73 = icmp slt <2 x i64> %t61, zeroinitializer
  %t74 = bitcast <2 x i1> %t73 to i2
  %t75 = zext i2 %t74 to i32
  %t76 = call i32 @llvm.ctpop.i32(i32 %t75)
  %t77 = zext i32 %t76 to i64
  %t78 = add i64 0, %t77
  %t79 = add <2 x i64> %t64, %t72
  %t80 = load <2 x i64>, ptr %v6.0
  %t81 = icmp slt <2 x i64> %t61, zeroinitializer
  %t82 = select <2 x i1> %t81, <2 x i64> %t79, <2 x i64> %t80
  store <2 x i64> %t82, ptr %v6.0
  %t83 = load <2 x i64>, ptr %v7.0
  %t84 = xor <2 x i64> %t83, splat (i64 -1)
  %t85 = load <2 x i64>, ptr %v6.0
  %t86 = load i64, ptr %v4
  %t87 = insertelement <2 x i64> poison, i64 %t86, i64 0
  %t88 = shufflevector <2 x i64> %t87, <2 x i64> poison, <2 x i32> zeroinitializer
  %t89 = icmp slt <2 x i64> %t85, %t88
  %t90 = sext <2 x i1> %t89 to <2 x i64>
  %t91 = and <2 x i64> %t84, %t90
  store <2 x i64> %t91, ptr %v10.0
  %t92 = load i64, ptr %v5
  %t93 = load <2 x i64>, ptr %v10.0
  %t94 = icmp slt <2 x i64> %t93, zeroinitializer
  %t95 = bitcast <2 x i1> %t94 to i2
  %t96 = zext i2 %t95 to i32
  %t97 = call i32 @llvm.ctpop.i32(i32 %t96)
  %t98 = zext i32 %t97 to i64
  %t99 = add i64 %t92, %t98
  store i64 %t99, ptr %v5
  %t100 = load <2 x i64>, ptr %v7.0
  %t101 = load <2 x i64>, ptr %v10.0
  %t102 = or <2 x i64> %t100, %t101
  store <2 x i64> %t102, ptr %v8.0
  %t103 = load <2 x i64>, ptr %v8.0
  %t104 = icmp slt <2 x i64> %t103, zeroinitializer
  %t105 = bitcast <2 x i1> %t104 to i2
  %t106 = icmp ne i2 %t105, 0
  %t107 = xor i1 %t106, true
  br i1 %t107, label %then108, label %done108, !prof !1
then108:
  br label %end4
done108:
  %t109 = load <2 x i64>, ptr %v10.0
  %t110 = icmp slt <2 x i64> %t109, zeroinitializer
  %t111 = bitcast <2 x i1> %t110 to i2
  %t112 = icmp ne i2 %t111, 0
  br i1 %t112, label %then113, label %done113, !prof !0
then113:
  %t114 = load <2 x i64>, ptr %v10.0
  %t115 = load <2 x i64>, ptr %v6.0
  %t116 = load ptr, ptr %v0.data
  %t117 = getelementptr double, ptr %t116, <2 x i64> %t115
  %t118 = icmp slt <2 x i64> %t114, zeroinitializer
  %t119 = insertelement <2 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t120 = shufflevector <2 x ptr> %t119, <2 x ptr> poison, <2 x i32> zeroinitializer
  %t121 = select <2 x i1> %t118, <2 x ptr> %t117, <2 x ptr> %t120
  %t122 = extractelement <2 x ptr> %t121, i64 0
  %t123 = getelementptr double, ptr %t122, i64 0
  %t124 = extractelement <2 x ptr> %t121, i64 1
  %t125 = getelementptr double, ptr %t124, i64 0
  %t126 = load double, ptr %t123, align 8
  %t127 = insertelement <2 x double> poison, double %t126, i64 0
  %t128 = load double, ptr %t125, align 8
  %t129 = insertelement <2 x double> %t127, double %t128, i64 1
  store <2 x double> %t129, ptr %v12.0
  %t130 = load <2 x i64>, ptr %v10.0
  %t131 = load <2 x double>, ptr %v12.0
  %t132 = load <2 x double>, ptr %v13.0
  %t133 = icmp slt <2 x i64> %t130, zeroinitializer
  %t134 = select <2 x i1> %t133, <2 x double> %t131, <2 x double> %t132
  store <2 x double> %t134, ptr %v13.0
  %t135 = load <2 x i64>, ptr %v10.0
  %t136 = load <2 x double>, ptr %v14.0
  %t137 = icmp slt <2 x i64> %t135, zeroinitializer
  %t138 = select <2 x i1> %t137, <2 x double> splat (double 0x0000000000000000), <2 x double> %t136
  store <2 x double> %t138, ptr %v14.0
  %t139 = load <2 x i64>, ptr %v10.0
  %t140 = load <2 x i64>, ptr %v15.0
  %t141 = icmp slt <2 x i64> %t139, zeroinitializer
  %t142 = select <2 x i1> %t141, <2 x i64> splat (i64 0), <2 x i64> %t140
  store <2 x i64> %t142, ptr %v15.0
  %t143 = load <2 x i64>, ptr %v11.0
  %t144 = load <2 x i64>, ptr %v10.0
  %t145 = xor <2 x i64> %t144, splat (i64 -1)
  %t146 = and <2 x i64> %t143, %t145
  %t147 = or <2 x i64> %t146, %t144
  store <2 x i64> %t147, ptr %v11.0
  %t148 = load <2 x i64>, ptr %v7.0
  %t149 = load <2 x i64>, ptr %v10.0
  %t150 = or <2 x i64> %t148, %t149
  store <2 x i64> %t150, ptr %v7.0
  br label %done113
done113:
  store i64 0, ptr %v17
  store <2 x i64> splat (i64 0), ptr %v18.0
  br label %next5
next5:
  %t152 = load i64, ptr %countdown
  %t153 = sub i64 %t152, 1
  store i64 %t153, ptr %countdown
  %t154 = icmp slt i64 %t153, 0
  br i1 %t154, label %poll151, label %go151, !prof !1
poll151:
  %t155 = getelementptr i8, ptr %host, i64 24
  %t156 = load ptr, ptr %t155
  %t157 = call i64 %t156(ptr %host)
  %t158 = getelementptr i8, ptr %host, i64 16
  %t159 = load i64, ptr %t158
  store i64 %t159, ptr %countdown
  %t160 = icmp ne i64 %t157, 0
  br i1 %t160, label %fail, label %go151, !prof !1
go151:
  %t161 = load <2 x i64>, ptr %v7.0
  %t162 = load <2 x i64>, ptr %v18.0
  %t163 = xor <2 x i64> %t162, splat (i64 -1)
  %t164 = and <2 x i64> %t161, %t163
  store <2 x i64> %t164, ptr %v19.0
  %t165 = load i64, ptr %v17
  %t166 = load i64, ptr %v5
  %t167 = load i64, ptr %v4
  %t168 = icmp slt i64 %t166, %t167
  %t169 = load <2 x i64>, ptr %v7.0
  %t170 = icmp slt <2 x i64> %t169, zeroinitializer
  %t171 = bitcast <2 x i1> %t170 to i2
  %t172 = zext i2 %t171 to i32
  %t173 = call i32 @llvm.ctpop.i32(i32 %t172)
  %t174 = zext i32 %t173 to i64
  %t175 = select i1 %t168, i64 2, i64 %t174
  %t176 = load <2 x i64>, ptr %v19.0
  %t177 = icmp slt <2 x i64> %t176, zeroinitializer
  %t178 = bitcast <2 x i1> %t177 to i2
  %t179 = zext i2 %t178 to i32
  %t180 = call i32 @llvm.ctpop.i32(i32 %t179)
  %t181 = zext i32 %t180 to i64
  %t182 = sub i64 %t175, %t181
  %t183 = add i64 %t165, %t182
  store i64 %t183, ptr %v17
  %t184 = load i64, ptr %v17
  %t185 = icmp slt i64 %t184, 2
  %t186 = load <2 x i64>, ptr %v19.0
  %t187 = icmp slt <2 x i64> %t186, zeroinitializer
  %t188 = bitcast <2 x i1> %t187 to i2
  %t189 = zext i2 %t188 to i32
  %t190 = call i32 @llvm.ctpop.i32(i32 %t189)
  %t191 = zext i32 %t190 to i64
  %t192 = icmp sgt i64 %t191, 0
  %t193 = and i1 %t185, %t192
  br i1 %t193, label %then194, label %done194, !prof !0
then194:
  %t195 = load <2 x double>, ptr %v14.0
  store <2 x double> %t195, ptr %v20.0
  %t196 = load <2 x i64>, ptr %v15.0
  store <2 x i64> %t196, ptr %v21.0
  store <2 x i64> splat (i64 -1), ptr %v22.0
  %t197 = load <2 x double>, ptr %v14.0
  %t198 = fcmp olt <2 x double> %t197, splat (double 0x4010000000000000)
  %t199 = sext <2 x i1> %t198 to <2 x i64>
  %t200 = load <2 x i64>, ptr %v15.0
  %t201 = load i64, ptr %v1
  %t202 = insertelement <2 x i64> poison, i64 %t201, i64 0
  %t203 = shufflevector <2 x i64> %t202, <2 x i64> poison, <2 x i32> zeroinitializer
  %t204 = icmp slt <2 x i64> %t200, %t203
  %t205 = sext <2 x i1> %t204 to <2 x i64>
  %t206 = and <2 x i64> %t199, %t205
  %t207 = and <2 x i64> %t206, splat (i64 -1)
  store <2 x i64> %t207, ptr %v22.0
  %t208 = load <2 x double>, ptr %v14.0
  %t209 = fmul <2 x double> %t208, %t208
  %t210 = load <2 x double>, ptr %v13.0
  %t211 = fadd <2 x double> %t209, %t210
  store <2 x double> %t211, ptr %v14.0
  %t212 = load <2 x i64>, ptr %v15.0
  %t213 = add <2 x i64> %t212, splat (i64 1)
  store <2 x i64> %t213, ptr %v15.0
  %t214 = load <2 x i64>, ptr %v22.0
  %t215 = load <2 x double>, ptr %v14.0
  %t216 = fcmp olt <2 x double> %t215, splat (double 0x4010000000000000)
  %t217 = sext <2 x i1> %t216 to <2 x i64>
  %t218 = load <2 x i64>, ptr %v15.0
  %t219 = load i64, ptr %v1
  %t220 = insertelement <2 x i64> poison, i64 %t219, i64 0
  %t221 = shufflevector <2 x i64> %t220, <2 x i64> poison, <2 x i32> zeroinitializer
  %t222 = icmp slt <2 x i64> %t218, %t221
  %t223 = sext <2 x i1> %t222 to <2 x i64>
  %t224 = and <2 x i64> %t217, %t223
  %t225 = and <2 x i64> %t214, %t224
  store <2 x i64> %t225, ptr %v22.0
  %t226 = load <2 x double>, ptr %v14.0
  %t227 = fmul <2 x double> %t226, %t226
  %t228 = load <2 x double>, ptr %v13.0
  %t229 = fadd <2 x double> %t227, %t228
  store <2 x double> %t229, ptr %v14.0
  %t230 = load <2 x i64>, ptr %v15.0
  %t231 = add <2 x i64> %t230, splat (i64 1)
  store <2 x i64> %t231, ptr %v15.0
  %t232 = load <2 x i64>, ptr %v22.0
  %t233 = load <2 x double>, ptr %v14.0
  %t234 = fcmp olt <2 x double> %t233, splat (double 0x4010000000000000)
  %t235 = sext <2 x i1> %t234 to <2 x i64>
  %t236 = load <2 x i64>, ptr %v15.0
  %t237 = load i64, ptr %v1
  %t238 = insertelement <2 x i64> poison, i64 %t237, i64 0
  %t239 = shufflevector <2 x i64> %t238, <2 x i64> poison, <2 x i32> zeroinitializer
  %t240 = icmp slt <2 x i64> %t236, %t239
  %t241 = sext <2 x i1> %t240 to <2 x i64>
  %t242 = and <2 x i64> %t235, %t241
  %t243 = and <2 x i64> %t232, %t242
  store <2 x i64> %t243, ptr %v22.0
  %t244 = load <2 x double>, ptr %v14.0
  %t245 = fmul <2 x double> %t244, %t244
  %t246 = load <2 x double>, ptr %v13.0
  %t247 = fadd <2 x double> %t245, %t246
  store <2 x double> %t247, ptr %v14.0
  %t248 = load <2 x i64>, ptr %v15.0
  %t249 = add <2 x i64> %t248, splat (i64 1)
  store <2 x i64> %t249, ptr %v15.0
  %t250 = load <2 x i64>, ptr %v22.0
  %t251 = load <2 x double>, ptr %v14.0
  %t252 = fcmp olt <2 x double> %t251, splat (double 0x4010000000000000)
  %t253 = sext <2 x i1> %t252 to <2 x i64>
  %t254 = load <2 x i64>, ptr %v15.0
  %t255 = load i64, ptr %v1
  %t256 = insertelement <2 x i64> poison, i64 %t255, i64 0
  %t257 = shufflevector <2 x i64> %t256, <2 x i64> poison, <2 x i32> zeroinitializer
  %t258 = icmp slt <2 x i64> %t254, %t257
  %t259 = sext <2 x i1> %t258 to <2 x i64>
  %t260 = and <2 x i64> %t253, %t259
  %t261 = and <2 x i64> %t250, %t260
  store <2 x i64> %t261, ptr %v22.0
  %t262 = load <2 x double>, ptr %v14.0
  %t263 = fmul <2 x double> %t262, %t262
  %t264 = load <2 x double>, ptr %v13.0
  %t265 = fadd <2 x double> %t263, %t264
  store <2 x double> %t265, ptr %v14.0
  %t266 = load <2 x i64>, ptr %v15.0
  %t267 = add <2 x i64> %t266, splat (i64 1)
  store <2 x i64> %t267, ptr %v15.0
  %t268 = load <2 x i64>, ptr %v22.0
  %t269 = load <2 x double>, ptr %v14.0
  %t270 = fcmp olt <2 x double> %t269, splat (double 0x4010000000000000)
  %t271 = sext <2 x i1> %t270 to <2 x i64>
  %t272 = load <2 x i64>, ptr %v15.0
  %t273 = load i64, ptr %v1
  %t274 = insertelement <2 x i64> poison, i64 %t273, i64 0
  %t275 = shufflevector <2 x i64> %t274, <2 x i64> poison, <2 x i32> zeroinitializer
  %t276 = icmp slt <2 x i64> %t272, %t275
  %t277 = sext <2 x i1> %t276 to <2 x i64>
  %t278 = and <2 x i64> %t271, %t277
  %t279 = and <2 x i64> %t268, %t278
  store <2 x i64> %t279, ptr %v22.0
  %t280 = load <2 x double>, ptr %v14.0
  %t281 = fmul <2 x double> %t280, %t280
  %t282 = load <2 x double>, ptr %v13.0
  %t283 = fadd <2 x double> %t281, %t282
  store <2 x double> %t283, ptr %v14.0
  %t284 = load <2 x i64>, ptr %v15.0
  %t285 = add <2 x i64> %t284, splat (i64 1)
  store <2 x i64> %t285, ptr %v15.0
  %t286 = load <2 x i64>, ptr %v22.0
  %t287 = load <2 x double>, ptr %v14.0
  %t288 = fcmp olt <2 x double> %t287, splat (double 0x4010000000000000)
  %t289 = sext <2 x i1> %t288 to <2 x i64>
  %t290 = load <2 x i64>, ptr %v15.0
  %t291 = load i64, ptr %v1
  %t292 = insertelement <2 x i64> poison, i64 %t291, i64 0
  %t293 = shufflevector <2 x i64> %t292, <2 x i64> poison, <2 x i32> zeroinitializer
  %t294 = icmp slt <2 x i64> %t290, %t293
  %t295 = sext <2 x i1> %t294 to <2 x i64>
  %t296 = and <2 x i64> %t289, %t295
  %t297 = and <2 x i64> %t286, %t296
  store <2 x i64> %t297, ptr %v22.0
  %t298 = load <2 x double>, ptr %v14.0
  %t299 = fmul <2 x double> %t298, %t298
  %t300 = load <2 x double>, ptr %v13.0
  %t301 = fadd <2 x double> %t299, %t300
  store <2 x double> %t301, ptr %v14.0
  %t302 = load <2 x i64>, ptr %v15.0
  %t303 = add <2 x i64> %t302, splat (i64 1)
  store <2 x i64> %t303, ptr %v15.0
  %t304 = load <2 x i64>, ptr %v22.0
  %t305 = load <2 x double>, ptr %v14.0
  %t306 = fcmp olt <2 x double> %t305, splat (double 0x4010000000000000)
  %t307 = sext <2 x i1> %t306 to <2 x i64>
  %t308 = load <2 x i64>, ptr %v15.0
  %t309 = load i64, ptr %v1
  %t310 = insertelement <2 x i64> poison, i64 %t309, i64 0
  %t311 = shufflevector <2 x i64> %t310, <2 x i64> poison, <2 x i32> zeroinitializer
  %t312 = icmp slt <2 x i64> %t308, %t311
  %t313 = sext <2 x i1> %t312 to <2 x i64>
  %t314 = and <2 x i64> %t307, %t313
  %t315 = and <2 x i64> %t304, %t314
  store <2 x i64> %t315, ptr %v22.0
  %t316 = load <2 x double>, ptr %v14.0
  %t317 = fmul <2 x double> %t316, %t316
  %t318 = load <2 x double>, ptr %v13.0
  %t319 = fadd <2 x double> %t317, %t318
  store <2 x double> %t319, ptr %v14.0
  %t320 = load <2 x i64>, ptr %v15.0
  %t321 = add <2 x i64> %t320, splat (i64 1)
  store <2 x i64> %t321, ptr %v15.0
  %t322 = load <2 x i64>, ptr %v22.0
  %t323 = load <2 x double>, ptr %v14.0
  %t324 = fcmp olt <2 x double> %t323, splat (double 0x4010000000000000)
  %t325 = sext <2 x i1> %t324 to <2 x i64>
  %t326 = load <2 x i64>, ptr %v15.0
  %t327 = load i64, ptr %v1
  %t328 = insertelement <2 x i64> poison, i64 %t327, i64 0
  %t329 = shufflevector <2 x i64> %t328, <2 x i64> poison, <2 x i32> zeroinitializer
  %t330 = icmp slt <2 x i64> %t326, %t329
  %t331 = sext <2 x i1> %t330 to <2 x i64>
  %t332 = and <2 x i64> %t325, %t331
  %t333 = and <2 x i64> %t322, %t332
  store <2 x i64> %t333, ptr %v22.0
  %t334 = load <2 x double>, ptr %v14.0
  %t335 = fmul <2 x double> %t334, %t334
  %t336 = load <2 x double>, ptr %v13.0
  %t337 = fadd <2 x double> %t335, %t336
  store <2 x double> %t337, ptr %v14.0
  %t338 = load <2 x i64>, ptr %v15.0
  %t339 = add <2 x i64> %t338, splat (i64 1)
  store <2 x i64> %t339, ptr %v15.0
  %t340 = load <2 x i64>, ptr %v19.0
  %t341 = load <2 x i64>, ptr %v22.0
  %t342 = xor <2 x i64> %t341, splat (i64 -1)
  %t343 = and <2 x i64> %t340, %t342
  %t344 = icmp slt <2 x i64> %t343, zeroinitializer
  %t345 = bitcast <2 x i1> %t344 to i2
  %t346 = icmp ne i2 %t345, 0
  br i1 %t346, label %then347, label %else347, !prof !1
then347:
  %t348 = load <2 x i64>, ptr %v19.0
  %t349 = load <2 x i64>, ptr %v22.0
  %t350 = and <2 x i64> %t348, %t349
  %t351 = load <2 x double>, ptr %v14.0
  %t352 = load <2 x double>, ptr %v20.0
  %t353 = icmp slt <2 x i64> %t350, zeroinitializer
  %t354 = select <2 x i1> %t353, <2 x double> %t351, <2 x double> %t352
  store <2 x double> %t354, ptr %v14.0
  %t355 = load <2 x i64>, ptr %v19.0
  %t356 = load <2 x i64>, ptr %v22.0
  %t357 = and <2 x i64> %t355, %t356
  %t358 = load <2 x i64>, ptr %v15.0
  %t359 = load <2 x i64>, ptr %v21.0
  %t360 = icmp slt <2 x i64> %t357, zeroinitializer
  %t361 = select <2 x i1> %t360, <2 x i64> %t358, <2 x i64> %t359
  store <2 x i64> %t361, ptr %v15.0
  %t362 = load <2 x i64>, ptr %v18.0
  %t363 = load <2 x i64>, ptr %v19.0
  %t364 = load <2 x i64>, ptr %v22.0
  %t365 = xor <2 x i64> %t364, splat (i64 -1)
  %t366 = and <2 x i64> %t363, %t365
  %t367 = or <2 x i64> %t362, %t366
  store <2 x i64> %t367, ptr %v18.0
  br label %done347
else347:
  %t368 = load <2 x i64>, ptr %v19.0
  %t369 = load <2 x double>, ptr %v14.0
  %t370 = load <2 x double>, ptr %v20.0
  %t371 = icmp slt <2 x i64> %t368, zeroinitializer
  %t372 = select <2 x i1> %t371, <2 x double> %t369, <2 x double> %t370
  store <2 x double> %t372, ptr %v14.0
  %t373 = load <2 x i64>, ptr %v19.0
  %t374 = load <2 x i64>, ptr %v15.0
  %t375 = load <2 x i64>, ptr %v21.0
  %t376 = icmp slt <2 x i64> %t373, zeroinitializer
  %t377 = select <2 x i1> %t376, <2 x i64> %t374, <2 x i64> %t375
  store <2 x i64> %t377, ptr %v15.0
  br label %done347
done347:
  br label %next5
done194:
  store i64 0, ptr %v23
  br label %head6
head6:
  %t378 = load i64, ptr %v23
  %t379 = icmp slt i64 %t378, 8
  br i1 %t379, label %body6, label %end6, !prof !0
body6:
  %t380 = load <2 x i64>, ptr %v7.0
  %t381 = icmp slt <2 x i64> %t380, zeroinitializer
  %t382 = bitcast <2 x i1> %t381 to i2
  %t383 = icmp ne i2 %t382, 0
  %t384 = xor i1 %t383, true
  br i1 %t384, label %then385, label %done385, !prof !1
then385:
  br label %end5
done385:
  %t386 = load <2 x i64>, ptr %v7.0
  %t387 = load <2 x double>, ptr %v14.0
  %t388 = fcmp olt <2 x double> %t387, splat (double 0x4010000000000000)
  %t389 = sext <2 x i1> %t388 to <2 x i64>
  %t390 = load <2 x i64>, ptr %v15.0
  %t391 = load i64, ptr %v1
  %t392 = insertelement <2 x i64> poison, i64 %t391, i64 0
  %t393 = shufflevector <2 x i64> %t392, <2 x i64> poison, <2 x i32> zeroinitializer
  %t394 = icmp slt <2 x i64> %t390, %t393
  %t395 = sext <2 x i1> %t394 to <2 x i64>
  %t396 = and <2 x i64> %t389, %t395
  %t397 = xor <2 x i64> %t396, splat (i64 -1)
  %t398 = and <2 x i64> %t386, %t397
  store <2 x i64> %t398, ptr %v24.0
  %t399 = load <2 x i64>, ptr %v24.0
  store <2 x i64> %t399, ptr %v25.0
  %t400 = load <2 x i64>, ptr %v24.0
  %t401 = xor <2 x i64> %t400, splat (i64 -1)
  %t402 = and <2 x i64> %t400, %t401
  store <2 x i64> %t402, ptr %v24.0
  %t403 = load <2 x i64>, ptr %v7.0
  %t404 = load <2 x i64>, ptr %v25.0
  %t405 = xor <2 x i64> %t404, splat (i64 -1)
  %t406 = and <2 x i64> %t403, %t405
  store <2 x i64> %t406, ptr %v7.0
  %t407 = load <2 x i64>, ptr %v7.0
  %t408 = load <2 x i64>, ptr %v25.0
  %t409 = xor <2 x i64> %t408, splat (i64 -1)
  %t410 = and <2 x i64> %t407, %t409
  store <2 x i64> %t410, ptr %v7.0
  %t411 = load <2 x double>, ptr %v14.0
  %t412 = fmul <2 x double> %t411, %t411
  %t413 = load <2 x double>, ptr %v13.0
  %t414 = fadd <2 x double> %t412, %t413
  store <2 x double> %t414, ptr %v14.0
  %t415 = load <2 x i64>, ptr %v7.0
  %t416 = load <2 x i64>, ptr %v15.0
  %t417 = add <2 x i64> %t416, splat (i64 1)
  %t418 = icmp slt <2 x i64> %t415, zeroinitializer
  %t419 = select <2 x i1> %t418, <2 x i64> %t417, <2 x i64> %t416
  store <2 x i64> %t419, ptr %v15.0
  br label %next6
next6:
  %t420 = load i64, ptr %v23
  %t421 = add nsw i64 %t420, 1
  store i64 %t421, ptr %v23
  br label %head6
end6:
  store <2 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t422 = load i64, ptr %v5
  %t423 = load i64, ptr %v4
  %t424 = icmp slt i64 %t422, %t423
  br i1 %t424, label %then425, label %done425, !prof !0
then425:
  br label %end5
done425:
  br label %next5
end5:
  br label %next4
end4:
  %t426 = load i64, ptr %v4
  ret i64 %t426
fail:
  %t427 = load i64, ptr %exit_id
  switch i64 %t427, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t428 = load i64, ptr %s3
  ret i64 %t428
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
